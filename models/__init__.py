"""Published plasticity rules, neurons and networks, one a file."""

import sys

if sys.argv[:1] == ["-m"]:  # being started as a command, or a package above is
    from synplast.process import begin

    begin()
