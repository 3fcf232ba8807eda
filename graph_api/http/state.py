"""What all requests of an application share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph_api.access.authenticator import Authenticator
from graph_api.context import RequestContext, RequestServices
from graph_api.http.admission import Admission
from graph_api.http.explorer import Explorer
from graph_api.http.persisted import KnownDocuments
from graph_api.http.repeated import RepeatedAnswers
from graph_api.planner.plan_cache import PlanCache
from schema.registry import declaration

if TYPE_CHECKING:
    from graph_api.access.identity import Principal
    from graph_api.http.preferences import RequestPreferences
    from graph_api.settings import Settings
    from graph_api.store import Store


@dataclass
class AppState:
    """What all requests of an application share.

    Args:
        store: the database.
        settings: the settings in force.
        services: what else resolvers use, such as ``services.snapshots``.
        owner: a token that lets in whoever started this process.
        explorer: the pages that planners use.

    Attributes:
        authenticator: tells who asks.
        documents: those that clients may name instead of sending them.
        admission: the places of requests that are worked on.
        plans: of the operations that have been sent.
        repeated: answers that were given before.

    Raises:
        PhakhiError: ``BAD_SETTING``, where the trusted documents cannot be had.
    """

    store: Store
    settings: Settings
    services: RequestServices
    owner: str = ""
    explorer: Explorer = field(default_factory=Explorer)
    authenticator: Authenticator = field(init=False)
    documents: KnownDocuments = field(init=False)
    admission: Admission = field(init=False)
    plans: PlanCache = field(init=False)
    repeated: RepeatedAnswers = field(init=False)

    def __post_init__(self) -> None:
        settings = self.settings
        self.authenticator = Authenticator(settings, self.store, self.owner)
        self.documents = KnownDocuments(settings, self.explorer.documents)
        self.admission = Admission(
            settings.max_concurrent, settings.max_waiting, settings.client_share
        )
        self.plans = PlanCache(declaration())
        self.repeated = RepeatedAnswers(settings.repeated_room, self.services.snapshots)

    def context(self, identity: Principal, preferences: RequestPreferences) -> RequestContext:
        """What one operation has at hand."""
        return RequestContext(
            self.store,
            self.settings,
            preferences.language,
            self.services,
            identity,
            preferences.request_id,
            plans=self.plans,
        )
