"""Which names of facts stand for personal data, so that logs and queues can refuse them in clear.

A name is refused when in doubt: the numbers, contacts and names of persons have no place in a log
that is never edited (PIPL art. 47, deletion), nor in a queue that anybody with access can read.
"""

_WORDS = frozenset(
    {
        *("address", "birth", "birthday", "contact", "email", "face", "fax", "mail", "mobile"),
        *("name", "names", "passport", "password", "phone", "photo", "telephone", "wechat"),
    }
)
_PHRASES = ("certificate_number", "id_number", "identity_number", "document_number", "resident_id")
# names of things that are published anyway
_PUBLIC = frozenset({"domain_name", "host_name", "service_name"})


def names_personal_data(key: str) -> bool:
    """Return whether a fact key in snake case may hold personal data.

    >>> names_personal_data("leader_mobile"), names_personal_data("certificate_number")
    (True, True)
    >>> names_personal_data("domain_name"), names_personal_data("version")
    (False, False)
    """
    words = key.split("_")
    if key not in _PUBLIC and not _WORDS.isdisjoint(words):
        return True
    return any(f"_{phrase}_" in f"_{key}_" for phrase in _PHRASES)
