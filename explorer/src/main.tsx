import "@fontsource/noto-sans-thai/thai-400.css";
import "@fontsource/noto-sans-thai/latin-400.css";
import "@fontsource/noto-sans-thai/thai-700.css";
import "@fontsource/noto-sans-thai/latin-700.css";
import "./state/settings";
import "./styles/base.css";
import "./styles/print.css";
import { render } from "preact";
import { follow } from "./api/live";
import { App, fetchView } from "./app";

// A hand-made address may hold what is no text; the router would throw at it.
try {
  decodeURIComponent(location.pathname);
} catch {
  history.replaceState(null, "", location.pathname.replaceAll("%", "%25") + location.search);
}

const LONGEST_WAIT = 150;

/** Frame and view are drawn in one step, unless the view is long in coming: then the frame is there before. */
async function begin(root: HTMLElement): Promise<void> {
  const late = new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT));
  await Promise.race([fetchView(location.pathname).catch(() => undefined), late]);
  render(<App />, root);
  setTimeout(() => void follow()); // what the view asks goes first
}

const root = document.getElementById("app");
if (root) void begin(root);
