from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "mofan.web"
    label = "web"
    verbose_name = "网页"
