import type { JSX } from "preact";
import { ErrorBoundary, LocationProvider, Route, Router, lazy } from "preact-iso";
import { revision } from "./api/live";
import { Frame } from "./frame";
import { Nowhere } from "./views/nowhere";
import { Start } from "./views/start/start";

const Find = lazy(() => import("./views/find/find"));
const Network = lazy(() => import("./views/network/network"));
const Matrix = lazy(() => import("./views/matrix/matrix"));
const Questions = lazy(() => import("./views/questions/questions"));
const RecordView = lazy(() => import("./views/record/record"));
const Upload = lazy(() => import("./views/upload/upload"));

/** The whole page: a frame, and the view that the address names. See views.json. */
export function App(): JSX.Element {
  return (
    <LocationProvider>
      <Frame updated={revision.value}>
        <ErrorBoundary>
          <Router>
            <Route path="/" component={Start} />
            <Route path="/find" component={Find} />
            <Route path="/network" component={Network} />
            <Route path="/record/:id" component={RecordView} />
            <Route path="/matrix" component={Matrix} />
            <Route path="/questions/:name?" component={Questions} />
            <Route path="/upload" component={Upload} />
            <Route default component={Nowhere} />
          </Router>
        </ErrorBoundary>
      </Frame>
    </LocationProvider>
  );
}
