from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "mofan.library"
    label = "library"
    verbose_name = "素材库"
