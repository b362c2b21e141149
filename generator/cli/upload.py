"""`gongkai upload`: the published site once more at another address."""

from pathlib import Path

import click

from generator.cli.options import common, current_folder, voice_of
from generator.cli.progress import progress
from generator.diagnostics import Text
from generator.upload import upload as upload_site


@click.command()
@click.argument("address")
@click.option(
    "--site", "published", type=click.Path(path_type=Path), help="The site that was published; by default site/ below the root."
)
@common
@click.pass_context
def upload(ctx: click.Context, address: str, published: Path | None, root: Path | None) -> None:
    """Bring the copy of the published site at ADDRESS up to date.

    ADDRESS is any that fsspec knows, such as s3://bucket/folder or sftp://host/folder. Only what changed is sent; what is no
    longer published is taken away there.
    """
    voice = voice_of(ctx)
    with progress(voice) as told:
        done = upload_site(address, root=root, cwd=current_folder(), published=published, told=told)
    voice.say(
        Text(
            f"已上传 {done.sent} 个文件，撤下 {done.removed} 个文件",
            f"{_files(done.sent)} sent, {_files(done.removed)} taken away",
        )
    )


def _files(count: int) -> str:
    return f"{count} file" if count == 1 else f"{count} files"
