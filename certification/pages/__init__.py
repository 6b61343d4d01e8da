"""Home, assembled from every storey."""

from certification.pages.home import home_page
from certification.pages.shape import HomePage, Need, Standing, Step, counted

__all__ = ["HomePage", "Need", "Standing", "Step", "counted", "home_page"]
