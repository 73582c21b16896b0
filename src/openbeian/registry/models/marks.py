"""What is known about a domain by its name alone, whether or not it is registered here."""

from datetime import UTC

from django.db import models
from django.db.models import Q, UniqueConstraint

from openbeian.registry.models.period import IN_FORCE, Period
from openbeian.registry.models.words import open_words, seal_words


class Mark(Period):
    """Something that is known about a registrable domain, as an A-label."""

    domain = models.CharField(max_length=253)

    class Meta(Period.Meta):
        abstract = True
        indexes = [models.Index(fields=["domain"], name="%(class)s_by_domain")]


class BlackListedDomain(Mark):
    """A domain on a black list (黑名单) of the administration; `source` says which list.

    The reason is sealed, for it may name a person.
    """

    reason_sealed = models.BinaryField()
    source = models.CharField(max_length=255)

    class Meta(Mark.Meta):
        abstract = False
        constraints = [
            *Mark.Meta.constraints,
            UniqueConstraint(
                fields=["domain"], condition=IN_FORCE, name="a_domain_is_black_listed_once"
            ),
        ]

    def __str__(self) -> str:
        return self.domain

    @property
    def reason(self) -> str:
        """Why the domain is on the list."""
        return open_words(self.reason_sealed, self._context)

    def set_reason(self, words: str) -> None:
        """Seal why the domain is on the list into this row."""
        self.reason_sealed = seal_words(words, self._context)

    @property
    def _context(self) -> str:
        moment = self.since.astimezone(UTC).isoformat()
        return f"registry.blacklisteddomain.reason:{self.domain}:{moment}"


class InProcess(Mark):
    """A domain named by an application that is under way here (在途订单); by one at a time."""

    filing_id = models.UUIDField(db_index=True)

    class Meta(Mark.Meta):
        abstract = False
        constraints = [
            *Mark.Meta.constraints,
            UniqueConstraint(
                fields=["domain"], condition=IN_FORCE, name="a_domain_is_in_process_once"
            ),
        ]

    def __str__(self) -> str:
        return self.domain


class Elsewhere(Mark):
    """What the administration said about a domain that another provider may have filed.

    `as_of` is when the administration said it, `source` how it was looked up. A look-up that found
    nothing is evidence too: `filed` is then false and no number is named.
    """

    filed = models.BooleanField()
    entity_number = models.CharField(max_length=40, blank=True)
    service_number = models.CharField(max_length=50, blank=True)
    source = models.CharField(max_length=255)
    as_of = models.DateTimeField()

    class Meta(Mark.Meta):
        abstract = False
        constraints = [
            *Mark.Meta.constraints,
            UniqueConstraint(
                fields=["domain"],
                condition=IN_FORCE,
                name="a_domain_has_one_observation_elsewhere_in_force",
            ),
            models.CheckConstraint(
                condition=Q(filed=True) & ~Q(entity_number="")
                | Q(filed=False, entity_number="", service_number=""),
                name="a_filing_found_elsewhere_names_its_number",
            ),
        ]

    def __str__(self) -> str:
        return self.domain
