import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { Paper } from "./parts/paper";
import { Share } from "./parts/share";
import { isDark, theme } from "./state/settings";
import { useAddress, useScope } from "./state/address";
import { common } from "./text/common";
import { day, language, say } from "./text/language";

const VIEWS = [
  ["/", common.start],
  ["/find", common.find],
  ["/network", common.network],
  ["/matrix", common.matrix],
  ["/questions", common.questions],
  ["/upload", common.upload],
] as const;

interface FrameProps {
  updated: number | null;
  children: ComponentChildren;
}

/** What stands around every view; inside a page of somebody else there is nothing around it. */
export function Frame({ updated, children }: FrameProps): JSX.Element {
  const address = useAddress();
  if (address.get("embed") === "1") {
    return (
      <>
        <main id="content" class="embedded">
          {children}
        </main>
        <footer class="embedded">
          <a href={wholeAddress()} target="_blank" rel="noopener">
            {say(common.whole)}
          </a>
        </footer>
      </>
    );
  }
  return (
    <>
      <a class="skip" href="#content">
        {say(common.skip)}
      </a>
      <header>
        <a class="product" href={address.to("/")}>
          {say(common.product)}
        </a>
        <nav aria-label={say(common.menu)}>
          <ul>
            {VIEWS.map(([path, title]) => (
              <li key={path}>
                <a href={address.to(path)} aria-current={address.path === path ? "page" : undefined}>
                  {say(title)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <Switches />
      </header>
      <SyntheticBar />
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <footer>
        <Paper />
        <Updated revision={updated} />
        <p>
          {say(common.evidenceFirst)} · <a href="/graphql">API</a>
        </p>
      </footer>
    </>
  );
}

/** The same view with all that stands around it. */
function wholeAddress(): string {
  const address = new URL(location.href);
  address.searchParams.delete("embed");
  return address.href;
}

function Switches(): JSX.Element {
  const address = useAddress();
  const { asOf } = useScope();
  const other = language.value === "th" ? "en" : "th";
  return (
    <div class="switches">
      <label class="as-of">
        {say(common.asOf)}
        <input
          type="date"
          lang={language.value}
          value={address.get("asOf") ?? ""}
          onChange={(event) => address.set({ asOf: event.currentTarget.value })}
        />
        {asOf && <output>{day(asOf)}</output>}
      </label>
      {/* The picture has a dialog of its own, with files of the picture. */}
      {address.path !== "/network" && <Share />}
      <button
        type="button"
        lang={other}
        onClick={() => {
          language.value = other;
          address.set({ lang: other }, true);
        }}
      >
        {say(common.otherLanguage)}
      </button>
      <button
        type="button"
        aria-label={say(isDark.value ? common.light : common.dark)}
        title={say(isDark.value ? common.light : common.dark)}
        onClick={() => {
          theme.value = isDark.value ? "light" : "dark";
        }}
      >
        <span aria-hidden="true">{isDark.value ? "☀" : "☾"}</span>
      </button>
    </div>
  );
}

/** Whether what is invented counts, and the switch for it. */
function SyntheticBar(): JSX.Element {
  const address = useAddress();
  const shown = address.get("synthetic") === "yes";
  return (
    <aside aria-label={say(common.syntheticAbout)} class={shown ? "synthetic-bar shown" : "synthetic-bar"}>
      {say(shown ? common.syntheticShown : common.syntheticHidden)}{" "}
      <button type="button" onClick={() => address.set({ synthetic: shown ? null : "yes" })}>
        {say(shown ? common.hideSynthetic : common.showSynthetic)}
      </button>
    </aside>
  );
}

/** Says that the data has changed; what is on the screen has followed. */
function Updated({ revision }: { revision: number | null }): JSX.Element {
  const [seen, setSeen] = useState<number | null>(null);
  const fresh = revision !== null && revision !== seen;
  return (
    <div class="updated" role="status" hidden={!fresh}>
      {fresh && (
        <>
          {say(common.updated, { revision: String(revision) })}{" "}
          <button type="button" onClick={() => setSeen(revision)}>
            {say(common.close)}
          </button>
        </>
      )}
    </div>
  );
}
