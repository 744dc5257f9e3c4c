"""What anybody may see. Every view that is not named here needs a verified person.

Verified means: signed in with a password and with a code, not idle, account open.
"""

PUBLIC = {
    "wagtail_serve": "the boards' published pages and forms; each form asks its handler",
    "wagtaildocs_serve": "published documents; private collections check for themselves",
    "board_colours": "the colour of a board, a style sheet",
    "authorise": "a senior manager's link: shows nothing until a code is given",
    "authorise_code": "sends and takes the senior manager's code",
    "authorise_referral": "the referral, to the senior manager's opened session only",
    "authorise_decide": "the senior manager's decision, from that session only",
    "lead_minutes": "a lead professional's link: shows nothing until a code is given",
    "lead_minutes_code": "sends and takes the lead professional's code",
    "lead_minutes_extract": "the minutes of their own case, to the opened session only",
    "owned_action": "an action owner's link: shows nothing until a code is given",
    "owned_action_code": "sends and takes the action owner's code",
    "owned_action_read": "one action, to the opened session only",
    "owned_action_answer": "the owner's answer to it, from that session only",
    "accounts:sign_in": "asks for the password",
    "accounts:verify": "asks for the code, after the password",
    "accounts:recover": "asks for a recovery code, after the password",
    "accounts:sign_out": "ends whatever session there is",
    "accounts:invitation": "a single-use link of 24 hours",
    "accounts:set_up": "needs an open invitation, or a verified person with a fresh code",
    "live": "says the process runs; no database",
    "ready": "says yes or no, with no detail about records",
}
