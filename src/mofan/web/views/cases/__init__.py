"""The pages of the cases (事项的页面), split by what they show."""
