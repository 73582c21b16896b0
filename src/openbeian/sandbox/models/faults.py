"""Faults that are armed to be tried: what goes wrong with which of the next calls."""

from django.db import models

from openbeian.sandbox.models.administration import Administration


class FaultKind(models.TextChoices):
    """What can go wrong, and whether the call was carried out when it does."""

    DELAY = "delay", "延迟应答"
    SERVER_ERROR = "server_error", "服务器错误（未处理）"
    LOST_REPLY = "lost_reply", "处理后应答丢失"
    GARBAGE = "garbage", "处理后返回乱码"
    MAINTENANCE = "maintenance", "系统维护"
    OUTSIDE_HOURS = "outside_hours", "不在报备时间"
    TOO_MANY = "too_many", "超过最大受理数量"
    TOO_LARGE = "too_large", "数据文件过大"
    GAP = "gap", "要求补报上一文件"
    TRUNCATED_ZIP = "truncated_zip", "下载文件残缺"
    WRONG_HASH = "wrong_hash", "下载文件哈希值错误"
    FORGOTTEN_ACK = "forgotten_ack", "下载确认未生效（重复下发）"
    OUT_OF_ORDER = "out_of_order", "结果乱序下发"
    CLOCK_SHIFT = "clock_shift", "系统时钟偏差"


class Fault(models.Model):
    """A fault that befalls the next `left` calls of a method, or of any where it names none.

    `seconds` is how long a delay takes, or how far the administration's clock is ahead, which
    lasts until it is taken away.
    """

    administration = models.ForeignKey(
        Administration, on_delete=models.PROTECT, related_name="faults"
    )
    kind = models.CharField(max_length=16, choices=FaultKind)
    method = models.CharField(max_length=32, blank=True)
    left = models.PositiveIntegerField()
    seconds = models.FloatField(default=0)

    class Meta:
        app_label = "sandbox"

    def __str__(self) -> str:
        return f"{self.kind} × {self.left}"
