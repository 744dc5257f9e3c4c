"""What casework adds to the CMS: the reference lists, and nothing else."""

from wagtail_modeladmin.options import modeladmin_register

from casework.admin import PanelSettings

modeladmin_register(PanelSettings)
