"""Before the questions: the start page, the interruption page, privacy, starting again."""

from forms_pages import drafts


def start(visit):
    """Show who may use the form and what to have to hand. Nothing is begun by looking."""
    if visit.live_version is None and visit.draft is None:
        return visit.render("closed", title=visit.form_page.title)
    document = drafts.document_of(visit.live_version or visit.draft.version)
    return visit.render(
        "start",
        title=document["title"],
        document=document,
        notes=notes_of(visit),
        draft=visit.draft,
        earlier=visit.draft and visit.draft.version_id != visit.form_page.live_version_id,
        begin_url=visit.url_for("begin"),
        tasks_url=visit.url_for("tasks"),
        again_url=visit.url_for("again"),
        back_url=visit.mount.back,
    )


def notes_of(visit):
    """Return what the receiver wants known before anything is begun."""
    return visit.handler.start_notes(
        form_page=visit.form_page, token=visit.mount.token or None, now=visit.now
    )


def begin(visit):
    """Begin a draft, or go on with the one that this browser has."""
    if visit.request.method != "POST":
        return interruption(visit)
    if visit.draft is None:
        if visit.live_version is None:
            return visit.redirect()
        _begin_anew(visit)
    return visit.redirect("begin")


def interruption(visit):
    """Show what comes first for everyone: what to do if someone is in danger now."""
    if visit.draft is None:
        return visit.redirect()
    text = visit.document.get("interruption")
    if not text:
        return visit.redirect("tasks")
    return visit.render(
        "interruption",
        title="Before you continue",
        text=text,
        back_url=visit.url_for(),
        tasks_url=visit.url_for("tasks"),
    )


def privacy(visit):
    if visit.live_version is None and visit.draft is None:
        return visit.redirect()
    return visit.render(
        "privacy",
        title="How we use this information",
        document=visit.document,
        back_url=visit.url_for("tasks") if visit.draft else visit.url_for(),
    )


def again(visit):
    """Ask whether to delete what was written, then begin anew on the live version."""
    if visit.request.method != "POST":
        return visit.render(
            "again",
            title="Delete your answers and start again",
            draft=visit.draft,
            closed=visit.live_version is None,
            back_url=visit.url_for("tasks"),
        )
    drafts.delete(visit.draft)
    visit.memory.forget_draft()
    if visit.live_version is None:
        return visit.redirect()
    _begin_anew(visit)
    return visit.redirect("begin")


def too_late(visit):
    """Say plainly that drafts of the earlier form can no longer be finished."""
    return visit.render(
        "too_late",
        status=410,
        title="This version of the form is closed",
        last_day=visit.draft.version.may_finish_until,
        document=visit.document,
        again_url=visit.url_for("again"),
    )


def _begin_anew(visit) -> None:
    draft = drafts.begin(
        visit.live_version,
        token=visit.mount.token,
        answers=visit.mount.initial,
        now=visit.now,
    )
    visit.memory.began(draft.key)
