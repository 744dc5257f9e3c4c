"""Who sends a referral in the story, and who authorises it: asked alike on both forms."""


def sender(person, own: dict, *, phone: str, post: str) -> dict:
    """Return the answers about the referrer and the senior manager."""
    return {
        "referrer_name": person.referrer,
        "referrer_job": "Lead practitioner",
        "referring_agency": own,
        "referrer_email": address_of(person.referrer),
        "referrer_phone": phone,
        "authoriser_name": person.manager,
        "authoriser_post": post,
        "authoriser_email": address_of(person.manager),
        "declared_accurate": True,
        "declared_responsibility": True,
        "declared_attend": True,
        "declared_changes": True,
    }


def address_of(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@example.org"
