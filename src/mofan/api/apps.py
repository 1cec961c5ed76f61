from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "mofan.api"
    verbose_name = "接口"
