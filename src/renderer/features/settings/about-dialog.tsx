import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-components';
import { useFocusReturn } from '../../components/use-focus-return';
import { showDialog } from '../../state/session-actions';
import { AboutSection } from './about-section';
import { settingsStrings as strings } from './strings';

/** Which version this is, and the licences of its parts. */
export function AboutDialog(): React.JSX.Element {
  useFocusReturn();
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && showDialog(null)}>
      <DialogSurface aria-describedby={undefined}>
        <DialogBody>
          <DialogTitle>{strings.aboutTitle}</DialogTitle>
          <DialogContent>
            <AboutSection />
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={() => showDialog(null)}>
              {strings.close}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
