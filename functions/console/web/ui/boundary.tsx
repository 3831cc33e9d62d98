import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** A screen that fails, or whose file could not be fetched, takes nothing else with it: the frame and its drafts stay. */
export class Boundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <Failed /> : this.props.children;
  }
}

function Failed() {
  const { t } = useTranslation();
  return (
    <div className="problem" role="alert">
      <p>{t('screenFailed')}</p>
      <button type="button" onClick={() => location.reload()}>
        {t('reload')}
      </button>
    </div>
  );
}
