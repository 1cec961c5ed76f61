"""The addresses of the pages."""

from django.urls import path

from mofan.web.views import account, finding, home, people, piece, session, sources, upload

urlpatterns = [
    path("", home.home, name="home"),
    path("login", session.enter, name="login"),
    path("logout", session.leave, name="logout"),
    path("health", session.health, name="health"),
    path("account", account.account, name="account"),
    path("library/", finding.library, name="library"),
    path("library/new/", finding.new, name="arrivals"),
    path("library/doubts/", finding.doubts, name="doubts"),
    path("library/removals/", sources.removals, name="removals"),
    path("library/download", finding.download_many, name="download_many"),
    path("library/<int:pk>/", piece.piece, name="piece"),
    path("library/<int:pk>/download/<slug:extension>", piece.download, name="download"),
    path("library/<int:pk>/removals/<int:removal>/put-back", piece.put_back, name="put_back"),
    path("library/<int:pk>/removals/<int:removal>/cut-again", piece.cut_again, name="cut_again"),
    path("library/<int:pk>/candidates/<int:candidate>/cut", piece.cut_candidate, name="cut_candidate"),
    path("library/<int:pk>/candidates/<int:candidate>/keep", piece.keep_candidate, name="keep_candidate"),
    path("library/<int:pk>/withdraw", piece.withdraw, name="withdraw"),
    path("library/<int:pk>/restore", piece.restore, name="restore"),
    path("upload", upload.upload, name="upload"),
    path("batches/<int:pk>/", upload.batch, name="batch"),
    path("sources/", sources.sources, name="sources"),
    path("sources/<int:pk>/", sources.source, name="source"),
    path("sources/<int:pk>/original", sources.original, name="original"),
    path("people/", people.people, name="people"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/password", people.reset_password, name="reset_password"),
    path("people/<int:pk>/role", people.set_role, name="set_role"),
    path("people/<int:pk>/active", people.set_active, name="set_active"),
]
