// Written without JSX, which is Preact's in the rest of the explorer: GraphiQL needs React.
import { GraphiQL } from "graphiql";
import { type ChangeEvent, type ReactElement, createElement as h, useState } from "react";
import questions from "virtual:question-texts";
import { common } from "../text/common";
import { language, say, words } from "../text/language";
import { fetcher } from "./fetcher";

const own = {
  title: words("ถาม API ด้วย GraphQL", "Ask the API by GraphQL"),
  question: words("คำถามของนักวางแผน", "Planners’ questions"),
  choose: words("เอกสารเปล่า", "An empty document"),
  back: words("กลับไปหน้าสำรวจเครือข่าย", "Back to the explorer"),
};

const PARAMETER = "question";
const EMPTY = "{ meta { revision } }\n";

/** GraphiQL remembers nothing of what was asked: the address says what it opens with. */
const memory = new Map<string, string>();
const storage = {
  getItem: (key: string) => memory.get(key) ?? null,
  setItem: (key: string, value: string) => void memory.set(key, value),
  removeItem: (key: string) => void memory.delete(key),
  clear: () => memory.clear(),
  get length() {
    return memory.size;
  },
};

const asked = (): string => new URLSearchParams(location.search).get(PARAMETER) ?? "";

/** The question as the comments at the head of its document say it. */
function titleOf(text: string): string {
  const [, en = "", th = ""] = text.split("\n").map((line) => line.replace(/^#\s*/, ""));
  return language.value === "th" ? th : en;
}

export function Page(): ReactElement {
  const [name, setName] = useState(asked);
  const question = questions.find((one) => one.name === name);
  const choose = (chosen: string): void => {
    memory.clear();
    setName(chosen);
    const address = new URL(location.href);
    if (chosen) address.searchParams.set(PARAMETER, chosen);
    else address.searchParams.delete(PARAMETER);
    history.replaceState(null, "", address);
  };
  return h(
    "div",
    { className: "page" },
    h(
      "header",
      null,
      h("a", { href: question ? `/questions/${question.name}` : "/" }, `← ${say(own.back)}`),
      h("h1", null, say(own.title)),
      h(
        "label",
        null,
        `${say(own.question)} `,
        h(
          "select",
          { value: question?.name ?? "", onChange: (event: ChangeEvent<HTMLSelectElement>) => choose(event.currentTarget.value) },
          h("option", { value: "" }, say(own.choose)),
          questions.map((one) => h("option", { key: one.name, value: one.name }, titleOf(one.text))),
        ),
      ),
    ),
    h(
      "main",
      { "aria-label": say(common.product) },
      h(GraphiQL, {
        key: question?.name ?? "",
        fetcher,
        storage,
        defaultTabs: [{ query: question?.text ?? EMPTY, variables: "{}" }],
        defaultEditorToolsVisibility: "variables",
        isHeadersEditorEnabled: true,
      }),
    ),
  );
}
