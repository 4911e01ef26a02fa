"""Who may open what of suggested industries."""

from tests.web.role_lines import get_line, post_line

INDUSTRIES = [
    get_line("industries.index", "/industries", "O"),
    post_line("industries.confirm", "/industries/confirm", "O"),
    post_line("industries.confirm_one", "/startups/1/industry", "FO", industry="new_materials"),
    post_line("industries.confirm_one", "/startups/2/industry", "O", industry="biomedicine"),
]
