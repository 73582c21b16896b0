"""The officers of a sandbox: every open order is decided, in a process of the sandbox's own.

`python -m authority.desk approve`, or `refuse CODE WORDS`, over the sandbox's environment;
`quiet` lets nobody be asked by SMS; `elsewhere PASSWORD` makes what is on file another provider's;
`accounts FIRST COUNT` opens accounts from a unit id on.
"""

import sys

from sandbox.served import PASSWORD


def main(verb: str, *words: str) -> None:
    import django

    django.setup()

    from openbeian.sandbox import clock, seeds
    from openbeian.sandbox.models import Administration, Entity, Order, OrderState
    from openbeian.sandbox.services import deciding
    from openbeian.wire.envelope_credentials import filing_password

    if verb == "quiet":
        Administration.objects.update(verifies_by_sms=False)
        return
    if verb == "elsewhere":
        entity = Entity.objects.latest("pk")
        entity.password_hash = filing_password(words[0])
        entity.save(update_fields=["password_hash"])
        give_away(entity)
        return
    if verb == "accounts":
        for unit in range(int(words[0]), int(words[0]) + int(words[1])):
            seeds.sow(seeds.Account("310000", unit, "demo", PASSWORD), at=clock.now())
        return
    for order in Order.objects.filter(state=OrderState.WITH_OFFICER).order_by("pk"):
        facts = {"order_id": order.pk, "officer": "李审核", "at": clock.now()}
        if verb == "approve":
            deciding.approve(**facts)
        else:
            deciding.refuse(**facts, code=int(words[0]), opinion=words[1])


def give_away(entity):
    """Let another provider have filed an entity and all that rests on it."""
    from openbeian.sandbox.models import Access, Domain, IpRange, Provider, Service

    other = Provider.objects.exclude(pk=entity.provider_id).first()
    if other is None:
        other = Provider.objects.get(pk=entity.provider_id)
        other.pk, other.unit_id, other.user_name = None, other.unit_id + 1, "elsewhere"
        other.save()
    entity.provider = other
    entity.save(update_fields=["provider"])
    Service.objects.filter(entity=entity).update(provider=other)
    for model in (Access, Domain):
        model.objects.filter(service__entity=entity).update(provider=other)
    IpRange.objects.filter(access__service__entity=entity).update(provider=other)


if __name__ == "__main__":
    main(*sys.argv[1:])
