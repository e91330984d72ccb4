import { i18n } from '#i18n';

export type ExportState =
  | { kind: 'idle' }
  | { kind: 'working' }
  | { kind: 'done'; fileName: string }
  | { kind: 'failed' };

export function ExportCard({ state, onExport }: { state: ExportState; onExport: () => void }) {
  return (
    <section className="card data">
      <h2>{i18n.t('dashboard.data')}</h2>
      <p className="soft">{i18n.t('dashboard.exportHint')}</p>
      <button
        type="button"
        className="primary"
        data-testid="dashboard-export"
        disabled={state.kind === 'working'}
        onClick={onExport}
      >
        {i18n.t(state.kind === 'working' ? 'dashboard.exporting' : 'dashboard.export')}
      </button>
      <output className="soft">
        {state.kind === 'done' && (
          <span data-testid="dashboard-export-done">
            {i18n.t('dashboard.exported', [state.fileName])}
          </span>
        )}
        {state.kind === 'failed' && i18n.t('dashboard.exportFailed')}
      </output>
    </section>
  );
}
