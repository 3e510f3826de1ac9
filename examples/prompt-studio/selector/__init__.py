"""The technique selector: which prompting techniques help with this intent?"""
