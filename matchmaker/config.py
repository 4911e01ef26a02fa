"""Settings: a frozen dataclass read from the environment, and the paths of the project's folders."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings. Times are in seconds unless the name has another unit, sizes in bytes."""

    database_url: str
    var: Path
    templates: Path = ROOT / "templates"
    static: Path = ROOT / "static"
    models: Path = ROOT / "models"
    seeds: Path = ROOT / "seeds"
    translations: Path = ROOT / "translations"
    encoder: str = "default"
    base_url: str = "http://127.0.0.1:5000"
    secret_key: str = field(default="", repr=False)
    secure_cookies: bool = False
    proxies: int = 0
    upload_limit: int = 20 * 1024 * 1024
    plan_seconds: int = 20
    open_applications: int = 3
    reminder_days: int = 7
    closing_days: int = 14
    round_undo_days: int = 7
    term_months: int = 6
    open_bookings: int = 3
    booking_notice_hours: int = 12
    pool_seats: int = 500
    certified_years: int = 2
    impression_days: int = 400
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: str = "starttls"
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    mail_from: str = "matchmaker@localhost"
    query_echo: bool = False


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from ``MATCHMAKER_*`` variables. A variable that is missing or empty has a default for one machine."""
    given = os.environ if environ is None else environ
    env = {name: value for name, value in given.items() if value.strip()}
    var = Path(env.get("MATCHMAKER_VAR", str(ROOT / "var"))).resolve()
    return Settings(
        database_url=env.get("MATCHMAKER_DATABASE_URL", f"sqlite:///{var / 'matchmaker.db'}"),
        var=var,
        models=Path(env.get("MATCHMAKER_MODELS", str(ROOT / "models"))).resolve(),
        encoder=env.get("MATCHMAKER_ENCODER", "default"),
        base_url=env.get("MATCHMAKER_BASE_URL", f"http://127.0.0.1:{env.get('PORT', '5000')}"),
        secret_key=env.get("MATCHMAKER_SECRET_KEY", ""),
        secure_cookies=env.get("MATCHMAKER_SECURE_COOKIES", "") == "1",
        proxies=int(env.get("MATCHMAKER_PROXIES", "0")),
        impression_days=int(env.get("MATCHMAKER_IMPRESSION_DAYS", "400")),
        smtp_host=env.get("MATCHMAKER_SMTP_HOST", ""),
        smtp_port=int(env.get("MATCHMAKER_SMTP_PORT", "587")),
        smtp_security=env.get("MATCHMAKER_SMTP_SECURITY", "starttls"),
        smtp_user=env.get("MATCHMAKER_SMTP_USER", ""),
        smtp_password=env.get("MATCHMAKER_SMTP_PASSWORD", ""),
        mail_from=env.get("MATCHMAKER_MAIL_FROM", "matchmaker@localhost"),
        plan_seconds=int(env.get("MATCHMAKER_PLAN_SECONDS", "20")),
        open_applications=int(env.get("MATCHMAKER_OPEN_APPLICATIONS", "3")),
        reminder_days=int(env.get("MATCHMAKER_REMINDER_DAYS", "7")),
        closing_days=int(env.get("MATCHMAKER_CLOSING_DAYS", "14")),
        round_undo_days=int(env.get("MATCHMAKER_ROUND_UNDO_DAYS", "7")),
        term_months=int(env.get("MATCHMAKER_TERM_MONTHS", "6")),
        open_bookings=int(env.get("MATCHMAKER_OPEN_BOOKINGS", "3")),
        booking_notice_hours=int(env.get("MATCHMAKER_BOOKING_NOTICE_HOURS", "12")),
        pool_seats=int(env.get("MATCHMAKER_POOL_SEATS", "500")),
        certified_years=int(env.get("MATCHMAKER_CERTIFIED_YEARS", "2")),
    )
