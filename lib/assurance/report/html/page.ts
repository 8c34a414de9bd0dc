import { type Layout } from '../diagram/layout';
import { type Report } from '../report';
import { claimsSection } from './claims-section';
import { controlMapSection } from './control-map-section';
import { findingsSection } from './findings-section';
import { gapsSection } from './gaps-section';
import { Links } from './links';
import { readingSection } from './reading-section';
import { rulesSection } from './rules-section';
import { shell } from './shell';
import { summarySection } from './summary-section';
import { topologySection } from './topology-section';
import { waiversSection } from './waivers-section';

/** @returns the report as one page that stands by itself */
export function page(report: Report, layout: Layout | undefined): string {
  const links = new Links(report);
  return shell(report.title, report.tool, [
    { id: 'summary', content: summarySection(report) },
    { id: 'topology', title: 'Topology', content: topologySection(report, layout) },
    { id: 'claims', title: 'Claims', content: claimsSection(report, links) },
    { id: 'findings', title: 'Findings', content: findingsSection(report, links) },
    { id: 'waivers', title: 'Waivers', content: waiversSection(report, links) },
    { id: 'rules', title: 'Rules', content: rulesSection(report) },
    { id: 'gaps', title: 'What admission cannot do', content: gapsSection(report, links) },
    { id: 'controls', title: 'Control map', content: controlMapSection(report, links) },
    { id: 'reading', title: 'About this report', content: readingSection(report) },
  ]);
}
