from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "mofan.ops"
    label = "ops"
    verbose_name = "命令与后台"
