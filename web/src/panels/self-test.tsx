import { useState } from "preact/hooks";
import { coreHash, type SelfTest, selfTest, selfTestText } from "../core/self-test";
import { t } from "../language/text";
import { formatCount } from "../text/format";
import { Button } from "../ui/button";
import { saveFile } from "../ui/save";
import { useApp } from "./app-model";

interface Done {
  test: SelfTest;
  at: Date;
}

/** A moment for the page to say that it works. */
const painted = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

function Outcome({ test }: Done) {
  const { engine } = useApp();
  const good = test.wrong.length === 0;
  return (
    <div role="status">
      <p class={`length ${good ? "good" : "poor"}`}>
        {good
          ? t`All ${formatCount(test.numbers)} numbers of ${test.cases} analyses are right.`
          : t`${formatCount(test.wrong.length)} of ${formatCount(test.numbers)} numbers are off. Do not use this copy here; save the result and report it.`}
      </p>
      <p class="hint">
        {t`Worst deviation `}
        {test.worst.toExponential(1)} ({test.where}
        {t`). Engine `}
        {engine.catalog.engine}
        {t`, SHA-256`} <code class="long">{coreHash}</code>.
      </p>
    </div>
  );
}

/** Runs known numbers through this module on this device. */
export function SelfTestSection() {
  const { engine } = useApp();
  const [state, setState] = useState<Done | "working" | null>(null);
  const run = async (): Promise<void> => {
    setState("working");
    await painted();
    setState({ test: selfTest(engine.analyse), at: new Date() });
  };
  const done = state === "working" ? null : state;
  const save = (): void => {
    if (done === null) return;
    const text = selfTestText(done.test, engine, done.at, navigator.userAgent);
    saveFile("pooled-self-test.txt", new Blob([text], { type: "text/plain" }));
  };
  return (
    <section class="stack" aria-labelledby="self-test">
      <h3 id="self-test">{t`Self-test`}</h3>
      <p>{t`Computes known results with this very copy on this very device and compares them with a 60-digit computation of the same formulas.`}</p>
      <div class="row">
        <Button disabled={state === "working"} onClick={() => void run()}>
          {state === "working" ? t`Working…` : t`Test this copy`}
        </Button>
        {done && <Button onClick={save}>{t`Save the result as text`}</Button>}
      </div>
      {done && <Outcome {...done} />}
    </section>
  );
}
