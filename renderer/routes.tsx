/** Maps addresses to rooms. Hash addresses, so that app:// and any host path serve the same page. */
import { createHashHistory, createRootRoute, createRoute, createRouter, Navigate } from '@tanstack/react-router';
import { UsersPage } from './accounts/index.ts';
import { useUser } from './base/signedIn.ts';
import { CallPage } from './calls/index.ts';
import { ConnectionsPage } from './connections/index.ts';
import { choiceFrom, DischargesPage } from './discharges/index.ts';
import { FeedbackPage, RepliesPage } from './feedback/index.ts';
import { FollowOnPage, HandOverPage } from './followOn/index.ts';
import { ImportPage } from './import/index.ts';
import { NumbersPage } from './numbers/index.ts';
import { PaperEntryPage, PaperPage } from './paper/index.ts';
import { QualityPage } from './quality/index.ts';
import { QuestionnairesPage } from './questionnaires/index.ts';
import { RegisterPage, ReportsPage, WorkPage } from './reporting/index.ts';
import { SamplingPage } from './sampling/index.ts';
import { homeOf, Shell } from './shell.tsx';
import { StoryPage } from './story/index.ts';
import { StudioPage } from './studio/index.ts';
import { CalendarPage, UpkeepPage } from './upkeep/index.ts';
import { WorkListPage } from './worklist/index.ts';

function Home() {
  return <Navigate to={homeOf(useUser().role)} />;
}

const root = createRootRoute({ component: Shell });
const route = <const P extends string>(path: P, component: () => React.ReactNode) =>
  createRoute({ getParentRoute: () => root, path, component });

const tree = root.addChildren([
  route('/', Home),
  route('/work-list', WorkListPage),
  route('/call/$followUpId', CallPage),
  route('/quality', QualityPage),
  route('/revisits', FollowOnPage),
  route('/hand-over', HandOverPage),
  route('/numbers', NumbersPage),
  route('/paper', PaperPage),
  route('/paper/$followUpId', PaperEntryPage),
  route('/replies', RepliesPage),
  route('/feedback', FeedbackPage),
  route('/feedback/$feedbackId', FeedbackPage),
  route('/reports', ReportsPage),
  route('/work', WorkPage),
  route('/register', RegisterPage),
  createRoute({ getParentRoute: () => root, path: '/discharges', component: DischargesPage, validateSearch: choiceFrom }),
  route('/discharges/$dischargeId', StoryPage),
  route('/import', ImportPage),
  route('/connections', ConnectionsPage),
  route('/sampling', SamplingPage),
  route('/questionnaires', QuestionnairesPage),
  route('/questionnaires/draft/$draftId', StudioPage),
  route('/users', UsersPage),
  route('/calendar', CalendarPage),
  route('/upkeep', UpkeepPage),
]);

export const router = createRouter({ routeTree: tree, history: createHashHistory(), defaultNotFoundComponent: Home });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
