from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "mofan.figures"
    label = "figures"
    verbose_name = "数"
