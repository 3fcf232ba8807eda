import "@fontsource/noto-sans-thai/thai-400.css";
import "@fontsource/noto-sans-thai/latin-400.css";
import "@fontsource/noto-sans-thai/thai-700.css";
import "@fontsource/noto-sans-thai/latin-700.css";
import "./state/settings";
import "./styles/base.css";
import "./styles/print.css";
import { render } from "preact";
import { follow } from "./api/live";
import { App } from "./app";

// A hand-made address may hold what is no text; the router would throw at it.
try {
  decodeURIComponent(location.pathname);
} catch {
  history.replaceState(null, "", location.pathname.replaceAll("%", "%25") + location.search);
}

const root = document.getElementById("app");
if (root) render(<App />, root);
void follow();
