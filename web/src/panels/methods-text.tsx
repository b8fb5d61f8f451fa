import { rScript } from "../files/r-script";
import { t } from "../language/text";
import { methodsParagraph } from "../text/sentences";
import { CopyButton } from "../ui/copy";
import { useApp } from "./app-model";
import { Details } from "./details";

function Texts() {
  const app = useApp();
  const { report, outcome, measure } = app.analysis.value;
  const paragraph = report ? methodsParagraph(report, app.catalog, measure) : null;
  const code = report ? rScript(outcome, app.catalog, report, app.store.review.value.title) : null;
  return (
    <>
      {paragraph && (
        <>
          <p class="prose">{paragraph}</p>
          <div class="row">
            <CopyButton text={() => paragraph}>{t`Copy the sentences`}</CopyButton>
          </div>
        </>
      )}
      {code && (
        <>
          <h4>{t`R code that gives these numbers`}</h4>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which needs the keyboard */}
          <section class="code" tabIndex={0} aria-label={t`R code`}>
            <pre>{code}</pre>
          </section>
          <div class="row">
            <CopyButton text={() => code}>{t`Copy the R code`}</CopyButton>
          </div>
        </>
      )}
    </>
  );
}

export function MethodsText() {
  const { report } = useApp().analysis.value;
  if (!report?.summary) return null;
  return (
    <Details id="text" title={t`Methods sentences and R code`}>
      {() => <Texts />}
    </Details>
  );
}
