"""What a person may do on a day, and for which part of the council. Read once for a request, from the roles held."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from organisation.permissions import Permission
from organisation.roles import ROLES, Role
from organisation.scopes import Scope

if TYPE_CHECKING:
    from organisation.models import Holding, User


@dataclass(frozen=True)
class Grant:
    """One role, for one part of the council. None is the whole."""

    role: Role
    scope: Scope | None = None


@dataclass(frozen=True)
class Access:
    grants: tuple[Grant, ...] = ()

    def may(self, permission: Permission, scope: Scope | None = None) -> bool:
        """True where it is permitted for the whole of the scope; None is the whole council."""
        return any(
            grant.scope is None or (scope is not None and scope.lies_in(grant.scope))
            for grant in self._granting(permission)
        )

    def may_by_one_role(self, permissions: Iterable[Permission], scope: Scope | None = None) -> bool:
        """True where one role permits them all for the whole of the scope."""
        wanted = frozenset(permissions)
        held = Access(tuple(grant for grant in self.grants if wanted <= grant.role.permissions))
        return all(held.may(permission, scope) for permission in wanted)

    def may_somewhere(self, permission: Permission) -> bool:
        return any(True for _ in self._granting(permission))

    def scopes(self, permission: Permission) -> tuple[Scope | None, ...]:
        """The parts for which it is permitted; None among them is the whole council."""
        return tuple(dict.fromkeys(grant.scope for grant in self._granting(permission)))

    def has_role(self, role: Role) -> bool:
        return any(grant.role == role for grant in self.grants)

    def rows(self, permission: Permission, *, team: str = "", service: str = "") -> Q:
        """The rows for which it is permitted, told by their paths to a team and a service. '' is no such path."""
        found = Q(pk__in=[])
        for scope in self.scopes(permission):
            if scope is None:
                return ~Q(pk__in=[])  # everything; Q() would vanish from `rows(…) | other`
            path = {"team": team, "service": service}[scope.kind]
            if path:
                found |= Q(**{f"{path}__slug": scope.slug})
        return found

    def _granting(self, permission: Permission) -> Iterable[Grant]:
        return (grant for grant in self.grants if permission in grant.role.permissions)


def access(holdings: Iterable[Holding]) -> Access:
    """A role that the code no longer knows grants nothing."""
    return Access(tuple(Grant(ROLES[held.role], held.scope) for held in holdings if held.role in ROLES))


def who(request: HttpRequest) -> User:
    """Who asks: in a view, which only those who are signed in reach."""
    return cast("User", request.user)


def needs(permission: Permission) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A view for those who hold the permission for some part of the council; others are told so (403)."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not who(request).access.may_somewhere(permission):
                raise PermissionDenied(permission.words)
            return view(request, *args, **kwargs)

        guarded.needs = permission  # type: ignore[attr-defined]
        return guarded

    return decorate
