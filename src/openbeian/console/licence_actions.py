"""What the provider can do with a licence case: one row per move of its table."""

from openbeian.cases.words import WordsTooLong
from openbeian.console.forms import licences as forms
from openbeian.console.steps import Action, by_id, taking
from openbeian.licences import services
from openbeian.procedure import licence as table
from openbeian.registry.services.numbers import LicenceNumberTaken
from openbeian.text import Text

ID = "case_id"
ACTIONS = (
    Action(
        table.ASK_FOR_CORRECTION,
        taking(services.ask_for_correction, ID, "reason"),
        Text("Sent. The applicant is told what to mend.", "已退回修改，并通知申请人。"),
        form=forms.CorrectionForm,
        beside=(services.WordsMissing, WordsTooLong),
        key="c",
    ),
    Action(
        table.HAND_OVER,
        by_id(services.hand_over, ID),
        Text("Recorded as handed over.", "已登记提交管局。"),
        kind="primary",
        key="h",
    ),
    Action(
        table.RECORD_GRANT,
        taking(services.record_grant, ID, "number", "valid_until"),
        Text("The licence is registered. The applicant is told.", "许可证已登记，并通知申请人。"),
        form=forms.GrantForm,
        beside=(LicenceNumberTaken,),
        kind="primary",
        key="a",
    ),
    Action(
        table.RECORD_REFUSAL,
        taking(services.record_refusal, ID, "reason"),
        Text("The refusal is recorded. The applicant is told.", "已登记不予许可，并通知申请人。"),
        form=forms.RefusalForm,
        beside=(services.WordsMissing, WordsTooLong),
        kind="warning",
        key="f",
    ),
)
BY_MOVE = {action.move.name: action for action in ACTIONS}
