"""The authoring kit: schemas for editors, the reference, and templates for new files; all of it read off the models."""

from trialhelper.authoring.folder import AuthoringProblem, own_rules
from trialhelper.authoring.generated import generated, write_generated
from trialhelper.authoring.template import new_file

__all__ = ["AuthoringProblem", "generated", "new_file", "own_rules", "write_generated"]
