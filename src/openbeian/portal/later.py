"""What each thing that follows a registration means, in the applicant's words."""

from openbeian.procedure.filing_kinds import FilingKind
from openbeian.text import Text

CONSEQUENCES = {
    FilingKind.CANCEL_ENTITY: Text(
        "The entity and all its websites are cancelled at the administration. No number stays"
        " valid, and none is ever issued again. It cannot be undone.",
        "注销主体后，主体及其全部网站的备案均被注销，备案号全部失效且不可恢复。",
    ),
    FilingKind.CANCEL_SERVICE: Text(
        "The website is cancelled at the administration, at every provider. Its number ends and is"
        " not issued again. It cannot be undone.",
        "注销网站后，该网站在所有接入服务商处的备案均被注销，其备案号失效且不再核发，不可恢复。",
    ),
    FilingKind.CANCEL_ACCESS: Text(
        "Our servers may no longer serve the website. The number stays valid at your other"
        " providers; where we are the last one, the administration refuses, and the website is to"
        " be cancelled instead.",
        "取消接入后，我方服务器不得再为该网站提供接入。备案号在其他接入服务商处仍然有效；"
        "本接入为最后一处接入的，管局不予取消，应当申请注销网站。",
    ),
}
