// GraphiQL, whole in itself: an entry of its own, since the editor is many times what the explorer is.
import "graphiql/setup-workers/vite";
import "@fontsource/noto-sans-thai/thai-400.css";
import "@fontsource/noto-sans-thai/latin-400.css";
import "../state/settings";
import "graphiql/style.css";
import "./graphiql.css";
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { Page } from "./page";

const root = document.getElementById("graphiql");
if (root) createRoot(root).render(createElement(Page));
