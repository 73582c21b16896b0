"""What came in: files, the orders in them, what each order claims, and its SMS verification."""

from django.db import models

from openbeian.sandbox.models.administration import Provider
from openbeian.sandbox.models.registrations import Access, Entity, Service
from openbeian.wire.messages.meanings import Operation


class UploadedFile(models.Model):
    """A data file as it was taken: the envelope untouched, so that it can be given back.

    `refusal` is the code for a file that could not be read; it then holds no order.
    """

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="files")
    sequence = models.PositiveBigIntegerField()
    name = models.CharField(max_length=255)
    content = models.TextField()
    hash = models.CharField(max_length=64)
    encrypt_algorithm = models.PositiveSmallIntegerField()
    hash_algorithm = models.PositiveSmallIntegerField()
    compression_format = models.PositiveSmallIntegerField()
    received_at = models.DateTimeField()
    refusal = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        app_label = "sandbox"
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "sequence"], name="a_sequence_number_is_used_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider_id}:{self.sequence}"


class OrderState(models.TextChoices):
    """Where an order stands; the first two are open."""

    SMS_PENDING = "sms_pending", "待短信核验"
    WITH_OFFICER = "with_officer", "待审核"
    APPROVED = "approved", "审核通过"
    REFUSED = "refused", "审核拒绝"
    RETURNED = "returned", "已退回"
    ENTERED = "entered", "已入库"


OPEN = (OrderState.SMS_PENDING, OrderState.WITH_OFFICER)


class Order(models.Model):
    """One record of an upload; `document` is its message, which stands at `place` of the file.

    `operation` is empty for records that need no decision: those are entered or refused at once.
    `subject` and `record_id` name it in answers (Bs, Jlid). `codes` are what the checks found.
    """

    file = models.ForeignKey(UploadedFile, on_delete=models.PROTECT, related_name="orders")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="orders")
    position = models.PositiveIntegerField()
    place = models.CharField(max_length=40)
    document = models.TextField()
    operation = models.PositiveSmallIntegerField(
        null=True, blank=True, choices=[(each.value, each.name) for each in Operation]
    )
    state = models.CharField(max_length=12, choices=OrderState)
    title = models.CharField(max_length=512, blank=True)
    subject = models.CharField(max_length=255, blank=True)
    record_id = models.PositiveBigIntegerField(null=True, blank=True)
    entity = models.ForeignKey(Entity, null=True, blank=True, on_delete=models.PROTECT)
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.PROTECT)
    access = models.ForeignKey(Access, null=True, blank=True, on_delete=models.PROTECT)
    codes = models.JSONField(default=list)
    received_at = models.DateTimeField()
    verify_by = models.DateTimeField(null=True, blank=True)
    wrong_entries = models.PositiveSmallIntegerField(default=0)
    decided_at = models.DateTimeField(null=True, blank=True)
    reviewer = models.CharField(max_length=128, blank=True)
    opinion = models.CharField(max_length=1024, blank=True)

    class Meta:
        app_label = "sandbox"
        constraints = [
            models.UniqueConstraint(
                fields=["file", "position"], name="a_record_of_a_file_is_one_order"
            ),
        ]
        indexes = [
            models.Index(fields=["provider", "state"], name="orders_by_provider_and_state"),
        ]

    def __str__(self) -> str:
        return f"{self.file}#{self.position}"

    @property
    def kind(self) -> Operation:
        """The operation of an order that needs a decision; ValueError for any other record."""
        return Operation(self.operation or 0)


class ClaimKind(models.TextChoices):
    """What only one open order at a time may be about."""

    CERTIFICATE = "certificate", "证件"
    DOMAIN = "domain", "域名"
    ENTITY = "entity", "主体"


class Claim(models.Model):
    """What an open order keeps from every other one; it goes when the order is closed."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="claims")
    kind = models.CharField(max_length=12, choices=ClaimKind)
    value = models.CharField(max_length=300)

    class Meta:
        app_label = "sandbox"
        constraints = [
            models.UniqueConstraint(fields=["kind", "value"], name="one_open_order_claims_a_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class SmsCode(models.Model):
    """The code that one person of an order has to enter (短信核验).

    `id_tail`: the last six characters of the person's certificate number.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="sms_codes")
    mobile = models.CharField(max_length=128)
    id_tail = models.CharField(max_length=6)
    code = models.CharField(max_length=6)
    sent_at = models.DateTimeField()
    entered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "sandbox"
        constraints = [
            models.UniqueConstraint(
                fields=["order", "mobile"], name="a_person_gets_one_code_for_an_order"
            ),
        ]
        indexes = [models.Index(fields=["mobile"], name="sms_codes_by_mobile")]

    def __str__(self) -> str:
        return f"{self.order}: {self.mobile}"
