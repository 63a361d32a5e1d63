import { useState } from 'preact/hooks';
import type { ServiceResult } from '../../availability';
import type { PageData, PageState } from '../data';
import { headlineOf, ranked } from '../headline';
import { Assumptions } from './assumptions';
import { ChangeSection } from './change';
import { CutSets } from './cut-sets';
import { Events } from './events';
import { Findings } from './findings';
import { Objects } from './objects';
import { ServiceCards } from './services';
import { WhatIf } from './what-if';
import { Year } from './year';

/** The whole page. What a reader chooses is kept here: a service, and figures that were computed again. */
export function Page({ data }: { readonly data: PageData }) {
  const [again, setAgain] = useState<PageState | undefined>();
  const state = again ?? data;
  const { services } = state.report;
  const [chosen, setChosen] = useState(0);
  const first = services.indexOf(ranked(services)[0] as ServiceResult);
  const [isChosen, setIsChosen] = useState(false);
  const at = Math.max(0, isChosen ? Math.min(chosen, services.length - 1) : first);
  const service = services[at];
  const headline = headlineOf({ name: data.name, report: state.report });
  const choose = (next: number) => {
    setChosen(next);
    setIsChosen(true);
  };
  return (
    <>
      <header class={`top ${headline.state}`}>
        <p class="kicker">{again ? 'What if: figures of your changes, not of the manifests' : `Availability of ${data.name}`}</p>
        <h1>{headline.title}</h1>
        <p class="lead" data-testid="sentence">
          {headline.sentence}
        </p>
        <ServiceCards services={services} chosen={at} onChoose={choose} />
      </header>
      {data.change && !again ? <ChangeSection data={data} change={data.change} /> : null}
      {service ? (
        <>
          <Events state={state} />
          <Year service={service} services={services} chosen={at} onChoose={choose} />
          <CutSets service={service} />
          <WhatIf data={data} isChanged={again !== undefined} onChange={setAgain} service={service} />
        </>
      ) : null}
      <Findings report={data.report} />
      <Assumptions report={state.report} />
      <Objects objects={data.objects} />
      <footer>
        <p>
          “Proved” holds as long as the assumptions above hold. Figures were computed from the manifests by nines; this file contains
          everything, and asks no network.
        </p>
      </footer>
    </>
  );
}
