"""The look-up interface in the shape of Alibaba Cloud's `Beian` of 2016-08-10, for its SDKs."""
