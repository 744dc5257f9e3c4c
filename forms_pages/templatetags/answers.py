"""Answers that were sent or are being checked, as summary lists."""

from django import template

from forms_pages import rendering

register = template.Library()


@register.simple_tag
def answer_blocks(section):
    return rendering.blocks(section)


@register.simple_tag
def answer_list(answers):
    return rendering.summary(answers)


@register.simple_tag
def answer_card(row):
    title = {"text": row.title, "headingLevel": 4}
    return rendering.summary(row.answers, card={"title": title})


@register.simple_tag
def answer_lines(answer):
    return rendering.lines(answer.lines)
