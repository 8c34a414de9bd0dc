import { type BaselineFamily } from '../baseline-family';

/** Keys and passwords by the shapes that their issuers document. Lower-case patterns hold for any case. */
export const secret: BaselineFamily = {
  family: 'secret',
  direction: 'output',
  rules: [
    [String.raw`(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}`, 'AKIAAAAAAAAAAAAAAAAA'],
    [
      String.raw`aws.?secret.?access.?key["']{0,2}\s{0,3}[:=]\s{0,3}["']{0,2}[a-z0-9/+=]{40}`,
      'aws_secret_access_key = aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    ],
    [String.raw`gh[pousr]_[a-z0-9]{36}`, 'ghp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
    [String.raw`github_pat_[a-z0-9_]{40}`, 'github_pat_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
    [String.raw`gl(?:pat|dt|ft|soat|rt|cbt|ptt|agent)-[a-z0-9_-]{20}`, 'glpat-aaaaaaaaaaaaaaaaaaaa'],
    [
      String.raw`(?:hooks\.slack\.com/services/t[a-z0-9]{6,12}/b[a-z0-9]{6,12}/[a-z0-9]{16}|xox[abeprs]-[a-z0-9-]{10}|xapp-[0-9]-[a-z0-9-]{10})`,
      'xoxb-000000000000-aaaa',
    ],
    [
      String.raw`sk-(?:proj|svcacct|admin|ant|or|lf|live)-[a-z0-9_-]{20}|sk-[a-z0-9]{40}`,
      'sk-proj-aaaaaaaaaaaaaaaaaaaaaaaa',
    ],
    [String.raw`AIza[0-9A-Za-z_-]{30}`, 'AIzaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
    [String.raw`ya29\.[a-z0-9_-]{20}|gocspx-[a-z0-9_-]{24}`, 'ya29.aaaaaaaaaaaaaaaaaaaaaaaa'],
    [String.raw`-----begin (?:[a-z0-9]{1,12} ){0,3}private key(?: block)?-----`, '-----begin rsa private key-----'],
    [String.raw`[rs]k_(?:live|test)_[a-z0-9]{16}|whsec_[a-z0-9]{24}`, 'sk_live_aaaaaaaaaaaaaaaaaaaaaaaa'],
    [String.raw`\bsg\.[a-z0-9_-]{16,32}\.[a-z0-9_-]{16}`, 'sg.aaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaa'],
    [String.raw`npm_[a-z0-9]{36}|pypi-[a-z0-9_-]{40}`, 'npm_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
    [
      String.raw`accountkey=[a-z0-9+/]{40}|[?&]sig=[a-z0-9%]{40}`,
      'accountkey=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    ],
    [String.raw`://[^\s:@/]{0,40}:[^\s@/]{8,60}@[a-z0-9-]{1,40}\.[a-z0-9]`, 'postgres://admin:aaaaaaaa@db.example'],
    [
      String.raw`eyj[a-z0-9_-]{15,300}\.eyj[a-z0-9_-]{10,60}\.[a-z0-9_-]{5}`,
      'eyjaaaaaaaaaaaaaaaaaaaa.eyjaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaa',
    ],
    [
      String.raw`(?:do[opr]_v1_[a-f0-9]{64}|shp(?:at|ca|pa|ss)_[a-f0-9]{32}|dapi[a-f0-9]{32}|nrak-[a-z0-9]{27}|hvs\.[a-z0-9_-]{24}|hf_[a-z0-9]{30}|dp\.pt\.[a-z0-9]{40})`,
      'dapiaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    ],
    [String.raw`[0-9]{8}:aa[a-z0-9_-]{32}`, '123456789:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
    [
      String.raw`authorization["']?\s{0,2}:\s{0,2}["']?(?:basic|bearer|token)\s{1,3}[a-z0-9+/=._~-]{24}`,
      'authorization: bearer aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    ],
    [
      String.raw`machine\s{1,3}\S{1,60}\s{1,3}login\s{1,3}\S{1,40}\s{1,3}password\s{1,3}\S{6}`,
      'machine a.example login bot password aaaaaaaa',
    ],
    [
      String.raw`[Pp]ass(?:word|phrase)\b[^.!?\n]{0,40}\b(?:is|are|to)\s{1,3}\S{0,12}[A-Z]\S{0,12}[0-9]\S{0,12}[^\sA-Za-z0-9]`,
      'the password of the administrator is Fake-Passw0rd-2024!',
    ],
  ],
};
