mod adaptive;
mod faulty;
mod jurisdictions;
mod notices;
mod shipped;
