import type { JSX } from "preact";
import { ErrorBoundary, LocationProvider, Route, Router, lazy } from "preact-iso";
import { revision } from "./api/live";
import { Frame } from "./frame";
import { Nowhere } from "./views/nowhere";
import { Start } from "./views/start/start";

/** Views that come when they are asked for, by the first part of their addresses: see views.json. */
const later = {
  find: lazy(() => import("./views/find/find")),
  network: lazy(() => import("./views/network/network")),
  matrix: lazy(() => import("./views/matrix/matrix")),
  questions: lazy(() => import("./views/questions/questions")),
  record: lazy(() => import("./views/record/record")),
  upload: lazy(() => import("./views/upload/upload")),
};

/** Fetches the view of an address, before it is drawn. */
export async function fetchView(path: string): Promise<void> {
  const name = path.split("/")[1] ?? "";
  if (Object.hasOwn(later, name)) await later[name as keyof typeof later].preload();
}

/** The whole page: a frame, and the view that the address names. */
export function App(): JSX.Element {
  return (
    <LocationProvider>
      <Frame updated={revision.value}>
        <ErrorBoundary>
          <Router>
            <Route path="/" component={Start} />
            <Route path="/find" component={later.find} />
            <Route path="/network" component={later.network} />
            <Route path="/record/:id" component={later.record} />
            <Route path="/matrix" component={later.matrix} />
            <Route path="/questions/:name?" component={later.questions} />
            <Route path="/upload" component={later.upload} />
            <Route default component={Nowhere} />
          </Router>
        </ErrorBoundary>
      </Frame>
    </LocationProvider>
  );
}
