"""
How hypothesis draws its examples here.

By default the same ones each time, so that a run says something about the code and not about luck. To
look for new ones: `pytest --hypothesis-profile=explore`.
"""

from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None)
settings.load_profile("steady")
