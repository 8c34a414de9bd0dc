import { type BaselineFamily } from '../baseline-family';

const opening = '["\'`*]{0,3}';
/** What stands between a name and its value, in configuration and in prose. */
const assigned = `${opening}\\s{0,3}(?:[:=]|=>|is|was|lautet)\\s{0,3}${opening}`;
/** Thirteen characters of a key or more, with a digit among the first: words and names of variables have none. */
const keyValue = '[a-z+/_.~-]{0,20}[0-9][a-z0-9+/_=]{2}[a-z0-9+/_=.~-]{10}';

/** Keys and passwords by the shapes that their issuers document, and values that are assigned to such names. Lower-case patterns hold for any case. */
export const secret: BaselineFamily = {
  family: 'secret',
  direction: 'output',
  rules: [
    [String.raw`(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}|LTAI[0-9A-Za-z]{16}`, 'AKIAAAAAAAAAAAAAAAAA'],
    [
      `(?:secret|private)[\\s_-]{0,2}(?:access[\\s_-]{0,2})?key${assigned}[a-z0-9/+=]{40}`,
      'aws_secret_access_key = aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    ],
    [String.raw`gh[pousr]_[a-z0-9]{36}|github_pat_[a-z0-9_]{40}`, 'ghp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
    [String.raw`gl(?:pat|dt|ft|soat|rtr?|cbt|ptt|agent|imt|wt|oas|ffct)-[a-z0-9_-]{20}`, 'glpat-aaaaaaaaaaaaaaaaaaaa'],
    [
      String.raw`hooks\.slack\.com/(?:services|workflows|triggers)/t?[a-z0-9]{6,12}/[a-z0-9]{6,16}/[a-z0-9]{16}|xox[abceoprs]-[a-z0-9-]{10}|xoxe\.xox[bp]-[a-z0-9-]{10}|xapp-[0-9]-[a-z0-9-]{10}|discord(?:app)?\.com/api/webhooks/[0-9]{15,20}/[a-z0-9_-]{40}|webhook\.office\.com/webhookb2/[a-z0-9@/-]{36}`,
      'xoxb-000000000000-aaaa',
    ],
    [
      String.raw`sk-(?:proj|svcacct|admin|ant|or|lf|live|none)-[a-z0-9_-]{20}|sk-[a-z0-9]{32}`,
      'sk-proj-aaaaaaaaaaaaaaaaaaaaaaaa',
    ],
    [
      String.raw`(?:nvapi-|hrku-|tskey-auth-|tskey-api-|tskey-client-|figd_|dckr_pat_|dckr_oat_)[a-z0-9_-]{24}`,
      'nvapi-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    ],
    [
      String.raw`(?:gsk_|glsa_|glc_|sntrys_|sntryu_|ntn_|pul-|pplx-|pmak-|xai-|sbp_|lin_api_|lsv2_pt_|lsv2_sk_|rubygems_|api_org_|r8_)[a-z0-9]{24}`,
      'gsk_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    ],
    [String.raw`AIza[0-9A-Za-z_-]{30}`, 'AIzaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
    [
      String.raw`ya29\.[a-z0-9_-]{20}|gocspx-[a-z0-9_-]{24}|1//0[a-z0-9_-]{30}|private_key_id["']\s{0,3}:\s{0,3}["'][a-f0-9]{40}`,
      'ya29.aaaaaaaaaaaaaaaaaaaaaaaa',
    ],
    [
      String.raw`-{4} ?begin (?:[a-z0-9]{1,12} ){0,3}private key(?: block)? ?-{4}|putty-user-key-file-[0-9]|age-secret-key-1[a-z0-9]{50}`,
      '-----begin rsa private key-----',
    ],
    [
      String.raw`[rs]k_(?:live|test)_[a-z0-9]{16}|whsec_[a-z0-9+/]{24}|sq0[a-z]{3}-[a-z0-9_-]{22}|access_token\$production\$[a-z0-9]{16}`,
      'sk_live_aaaaaaaaaaaaaaaaaaaaaaaa',
    ],
    [
      String.raw`SG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{16}|SK[0-9a-f]{32}|key-[0-9a-f]{32}`,
      'SG.aaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaa',
    ],
    [
      String.raw`npm_[a-z0-9]{36}|pypi-[a-z0-9_-]{40}|_auth(?:token)?\s{0,2}=\s{0,2}["']?[a-z0-9+/=_-]{20}`,
      'npm_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    ],
    [
      String.raw`accountkey\s{0,2}=\s{0,2}[a-z0-9+/]{40}|sharedaccesskey\s{0,2}=\s{0,2}[a-z0-9+/]{40}|sig=[a-z0-9%]{40}`,
      'accountkey=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    ],
    [
      String.raw`://[^\s:@/]{0,40}:(?:[^\s@/]{8,60}@[a-z0-9-]{1,40}\.[a-z0-9]|[^\s@/:]{0,20}[0-9][^\s@/]{1,30}@[a-z0-9])`,
      'postgres://admin:aaaaaaaa@db.example',
    ],
    [
      String.raw`eyj[a-z0-9_-]{15,300}\.eyj[a-z0-9_-]{20}[a-z0-9_-]{0,900}\.[a-z0-9_-]{5}`,
      'eyjaaaaaaaaaaaaaaaaaaaa.eyjaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaa',
    ],
    [
      String.raw`(?:do[opr]_v1_[a-f0-9]{64}|shp(?:at|ca|pa|ss)_[a-f0-9]{32}|dapi[a-f0-9]{32}|nrak-[a-z0-9]{27}|hv[sbr]\.[a-z0-9_-]{24}|hf_[a-z0-9]{30}|dp\.(?:pt|st|ct)\.[a-z0-9]{40}|atatt3[a-z0-9_=-]{60}|\.atlasv1\.[a-z0-9]{30}|[0-9]q~[a-z0-9_~.-]{31})`,
      'dapiaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    ],
    [
      String.raw`[0-9]{8}:aa[a-z0-9_-]{32}|[MNO][A-Za-z0-9_-]{23,25}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27}`,
      '123456789:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    ],
    [
      String.raw`authorization["']?\s{0,2}:\s{0,2}["']?(?:basic|bearer|token)\s{1,3}[a-z0-9+/=._~-]{24}|"auth"\s{0,2}:\s{0,2}"[a-z0-9+/]{16}|client-key-data["']?:\s{0,3}["']?[a-z0-9+/=]{20}|-token[\s=]{1,3}[a-z0-9]{6}\.[a-z0-9]{16}`,
      'authorization: bearer aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    ],
    [
      String.raw`machine\s{1,3}\S{1,60}\s{1,3}login\s{1,3}\S{1,40}\s{1,3}password\s{1,3}\S{6}|-(?:u|-user)[\s=]{1,3}["']?[a-z0-9._@-]{2,30}:[^\s"'<$]{2,20}[0-9][^\s"'<$]{1,20}`,
      'machine a.example login bot password aaaaaaaa',
    ],
    [
      String.raw`[Pp]ass(?:word|phrase)\b[^.!?\n]{0,40}\b(?:is|are|to)\s{1,3}\S{0,12}[A-Z]\S{0,12}[0-9]\S{0,12}[^\sA-Za-z0-9]`,
      'the password of the administrator is Fake-Passw0rd-2024!',
    ],
    [
      `(?:api|access|secret|auth|client|account|private|signing|encryption|bearer|refresh|session|master|deploy)[\\s_-]{0,2}(?:access[\\s_-]{0,2})?(?:key|token|secret)${assigned}${keyValue}`,
      'api_key: 0a0a0a0a0a0a0a0a0a0a',
    ],
    [
      `(?:password|passwd|passphrase|pwd|passwort|kennwort|passcode|contrase.{1,2}a|mot de passe)["'\`]{0,2}\\s{0,3}[:=]\\s{0,3}["'\`*]{0,3}[a-z@#%!&+_.-]{2,16}[0-9][^\\s"'\`<>(){}$,;]{1,20}`,
      "db_password='aaaaaa2024!'",
    ],
    [
      `(?:password|passphrase|passwort|kennwort|passcode|mot de passe)[^.!?\\n]{0,30}\\b(?:(?:is|lautet|ist|was|est)\\s{1,3}["'\`*]{1,3}[^\\s"'\`*]{2,20}[0-9][^\\s"'\`*]{0,20}["'\`*]|lautet\\s{1,3}[a-z]{3,12}[0-9]{2,8}\\b)`,
      'the admin password is `sunny-day-42`',
    ],
  ],
};
