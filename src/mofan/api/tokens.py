"""The token itself (令牌): what it may, and until when. It is issued and revoked on the account page alone."""

from datetime import datetime
from typing import cast

from django.http import HttpRequest
from ninja import Field, Router, Schema

from mofan.api.authentication import Asked, Token
from mofan.org.roles import Right

router = Router(tags=["令牌"])


class TokenSheet(Schema):
    """所用的令牌."""

    name: str = Field(description="名称")
    prefix: str = Field(description="前缀，用来在“我的账号”里认出它")
    account: str = Field(description="所属的账号")
    scopes: list[str] = Field(description="签发时的范围")
    rights: list[str] = Field(description="眼下能做的：范围与本人权限两者都有的")
    created_at: datetime = Field(description="签发时间")
    expires_at: datetime = Field(description="到期时间")


@router.get("/token", auth=Token(Right.READ), response=TokenSheet, summary="所用的令牌", operation_id="token")
def token(request: HttpRequest) -> TokenSheet:
    """核对令牌是否有效、能做什么、何时到期。"""
    used = cast(Asked, request).auth
    return TokenSheet(
        name=used.name,
        prefix=f"mofan_{used.prefix}",
        account=used.person.account or "",
        scopes=[right.value for right in used.rights],
        rights=[right.value for right in used.rights if used.person.may(right)],
        created_at=used.created_at,
        expires_at=used.expires_at,
    )
