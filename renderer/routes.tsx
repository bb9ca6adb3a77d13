/** Which address shows which room. Hash addresses, so that app:// and any host path serve the same page. */
import { createHashHistory, createRootRoute, createRoute, createRouter, Navigate } from '@tanstack/react-router';
import { useUser } from './accounts/signedIn.ts';
import { UsersPage } from './accounts/UsersPage.tsx';
import { CallPage, FollowOnPage, HandOverPage, NumbersPage, PaperEntryPage, PaperPage, WorkListPage } from './calls/index.ts';
import { ConnectionsPage } from './connections/index.ts';
import { choiceFrom, DischargesPage, ImportPage, StoryPage } from './discharges/index.ts';
import { FeedbackPage, RepliesPage } from './feedback/index.ts';
import { QualityPage } from './quality/index.ts';
import { QuestionnairesPage, StudioPage } from './questionnaires/index.ts';
import { RegisterPage, ReportsPage, WorkPage } from './reporting/index.ts';
import { SamplingPage } from './sampling/index.ts';
import { homeOf, Shell } from './shell.tsx';
import { CalendarPage } from './upkeep/calendar/index.ts';
import { UpkeepPage } from './upkeep/UpkeepPage.tsx';

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
