from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "mofan.records"
    label = "records"
    verbose_name = "记录"
