from django.apps import AppConfig


class DraftingConfig(AppConfig):
    name = "mofan.drafting"
    label = "drafting"
    verbose_name = "起草"
