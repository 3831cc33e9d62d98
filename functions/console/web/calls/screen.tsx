import { useTranslation } from 'react-i18next';

export default function CallScreen() {
  const { t } = useTranslation();
  return <h1>{t('call')}</h1>;
}
