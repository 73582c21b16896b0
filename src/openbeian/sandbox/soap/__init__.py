"""The interface's three SOAP services, at its paths; document/literal wrapped, SOAP 1.1.

The real namespaces and binding are not public. What known clients expect is kept: one string
`return` that holds an XML document. The namespace is a setting.
"""
