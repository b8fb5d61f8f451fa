import licences from "virtual:pooled-licences";
import { t } from "../language/text";

/** Packages under the same words are told together. */
const texts = [...new Set(licences.map(({ text }) => text))].map((text) => ({
  text,
  of: licences.filter((one) => one.text === text),
}));

/** What others made and this page is built from, with the words under which they gave it. */
export function Licences() {
  return (
    <section class="stack" aria-labelledby="licences">
      <h3 id="licences">{t`Made with`}</h3>
      <p class="hint">{t`Pooled itself is free software under the MIT licence. It contains:`}</p>
      <ul class="plain-list">
        {texts.map(({ text, of }) => (
          <li key={text}>
            <details class="more">
              <summary>
                {of.map(({ name, version }) => `${name} ${version}`.trim()).join(", ")} ({of[0]?.licence})
              </summary>
              <pre class="licence">{text}</pre>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}
