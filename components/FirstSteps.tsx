import { i18n } from '#i18n';
import { ClassGuide } from './ClassGuide.tsx';
import { Notice } from './Notice.tsx';

/** While there is nothing to count: what to do, and what will be here. */
export function FirstSteps({ watching }: { watching: boolean }) {
  return (
    <>
      <Notice
        title={i18n.t(watching ? 'empty.title' : 'empty.noSitesTitle')}
        hint={i18n.t(watching ? 'empty.hint' : 'empty.noSitesHint')}
      />
      <ClassGuide />
    </>
  );
}
