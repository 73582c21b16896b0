"""The officers of a sandbox: every open order is decided, in a process of the sandbox's own.

`python -m authority.desk approve`, or `refuse CODE WORDS`, over the sandbox's environment;
`quiet` lets nobody be asked by SMS.
"""

import sys


def main(verb: str, *words: str) -> None:
    import django

    django.setup()

    from openbeian.sandbox import clock
    from openbeian.sandbox.models import Administration, Order, OrderState
    from openbeian.sandbox.services import deciding

    if verb == "quiet":
        Administration.objects.update(verifies_by_sms=False)
        return
    for order in Order.objects.filter(state=OrderState.WITH_OFFICER).order_by("pk"):
        facts = {"order_id": order.pk, "officer": "李审核", "at": clock.now()}
        if verb == "approve":
            deciding.approve(**facts)
        else:
            deciding.refuse(**facts, code=int(words[0]), opinion=words[1])


if __name__ == "__main__":
    main(*sys.argv[1:])
